namespace Router.Intake.Email.Quotes;

/// <summary>The line that a phone's mail program adds by itself ("Sent from my iPhone"), in the languages our customers write.</summary>
internal static class DeviceSignature
{
    private const int MaxLength = 120;

    private static readonly string[] Beginnings =
    [
        "Sent ", "Get ", "Von ", "Gesendet ", "Diese Nachricht wurde ", "Holen Sie sich ", "Outlook ", "Envoyé ", "Obtenez ", "Obtenir ", "Télécharg", "Enviado ", "Obtener ",
        "Obter ", "Baixe ", "Inviato ", "Inviata ", "Ottieni ", "Scarica ", "Verstuurd ", "Verzonden ", "Download ", "Wysłan", "Pobierz ", "Skickat ", "Sendt ", "Odesláno ",
    ];

    private static readonly string[] Devices =
    [
        "iPhone", "iPad", "Android", "Galaxy", "Samsung", "Huawei", "Xiaomi", "Outlook", "Proton Mail", "ProtonMail", "Yahoo", "GMX", "WEB.DE", "Mail for Windows",
        "BlackBerry", "Smartphone", "smartphone", "Handy", "Mobiltelefon", "Mobilgerät", "mobile", "mobiel", "móvil", "celular", "cellulare", "telefon",
    ];

    // Without one of these a writer may begin a sentence so: "Sent the logs from my iPhone to you yesterday".
    public static bool Is(string line)
    {
        var text = line.Trim();
        return text.Length < MaxLength
            && Beginnings.Any(mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            && Devices.Any(device => text.Contains(device, StringComparison.Ordinal));
    }
}
