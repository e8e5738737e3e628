using System.Text;
using Router.Intake.Email.Charsets;

namespace Router.Unit.Intake.Email.Charsets;

public sealed class CharsetDecoderTests
{
    [Theory]
    [InlineData(1251, "Здравствуйте, у нас не открывается страница с отчётами. Помогите, пожалуйста.")]
    [InlineData(20866, "Добрый день! После обновления пропала кнопка экспорта.")]
    [InlineData(1253, "Καλημέρα σας, δεν μπορώ να συνδεθώ στον λογαριασμό μου από χθες το βράδυ.")]
    [InlineData(28597, "Καλησπέρα, πώς αλλάζω τον κωδικό μου;")]
    [InlineData(1255, "שלום רב, מאז העדכון האחרון הייצוא לא עובד. אשמח לעזרה.")]
    [InlineData(28598, "שלום, איך אני משנה את הסיסמה שלי?")]
    [InlineData(1256, "السلام عليكم، منذ التحديث الأخير لا تعمل صفحة التصدير. الرجاء المساعدة.")]
    [InlineData(28596, "مرحبا، كيف يمكنني تغيير كلمة المرور الخاصة بي؟")]
    [InlineData(874, "สวัสดีครับ ตั้งแต่อัปเดตครั้งล่าสุดผมไม่สามารถเข้าสู่ระบบได้ ช่วยตรวจสอบให้หน่อยครับ")]
    [InlineData(874, "ขอเปลี่ยนรหัสผ่านได้อย่างไร")]
    [InlineData(1251, "Привет")]
    [InlineData(1251, "Доброго дня! Після оновлення не відкривається сторінка зі звітами.")]
    [InlineData(1251, "Здравейте, не мога да вляза в профила си от вчера.")]
    [InlineData(20866, "Помогите")]
    [InlineData(1253, "Καλημέρα")]
    [InlineData(1253, "Πού βρίσκω τα τιμολόγια;")]
    [InlineData(1255, "שלום")]
    [InlineData(1255, "איפה החשבוניות?")]
    [InlineData(1256, "مرحبا")]
    [InlineData(1256, "أين أجد الفواتير؟")]
    [InlineData(874, "สวัสดี")]
    [InlineData(874, "ระบบไม่ทำงาน")]
    [InlineData(932, "助けてください")]
    [InlineData(932, "請求書はどこにありますか。")]
    [InlineData(932, "エラー")]
    [InlineData(51932, "請求書はどこですか")]
    [InlineData(54936, "发票在哪里")]
    [InlineData(950, "發票在哪裡")]
    [InlineData(949, "안녕하세요")]
    [InlineData(949, "청구서는 어디에 있나요?")]
    [InlineData(1252, "ÄÖÜ")]
    [InlineData(932, "お世話になっております。エクスポートができません。")]
    [InlineData(51932, "ログインできません。確認をお願いします。")]
    [InlineData(54936, "您好,我们的导出功能从昨天开始就不能用了,请帮忙看一下。")]
    [InlineData(950, "您好,請問如何變更我的密碼?匯出功能無法使用。")]
    [InlineData(949, "안녕하세요. 어제부터 내보내기가 되지 않습니다. 확인 부탁드립니다.")]
    public void Decode_NoLabel_AsItWasWritten(int page, string text)
    {
        var bytes = CharsetLabels.Of(page).GetBytes(text);

        Assert.Equal(text, CharsetDecoder.Decode(bytes, null));
        // Programs that know no other label give this one.
        Assert.Equal(text, CharsetDecoder.Decode(bytes, "iso-8859-1"));
    }

    [Theory]
    [InlineData("cp-850", 850, "Größe façade ñ")]
    [InlineData("CP850", 850, "Größe façade ñ")]
    [InlineData("ibm-852", 852, "Zażółć gęślą jaźń")]
    [InlineData("win-1250", 1250, "Žluťoučký kůň „úpěl“")]
    [InlineData("windows1250", 1250, "Žluťoučký kůň „úpěl“")]
    [InlineData("x-cp1250", 1250, "Zażółć gęślą jaźń – ok")]
    [InlineData("iso_8859-2", 28592, "Zażółć gęślą jaźń")]
    [InlineData("ISO8859-2", 28592, "Zażółć gęślą jaźń")]
    [InlineData("latin-2", 28592, "Příliš žluťoučký kůň")]
    [InlineData("iso-8859-2", 1250, "„Šťastný“ – žena")]
    [InlineData("cp-1254", 1254, "İşlem başarısız, ığdır")]
    [InlineData("win1254", 1254, "İşlem başarısız")]
    [InlineData("iso8859-9", 1254, "İşlem başarısız")]
    [InlineData("cp857", 857, "İşlem başarısız")]
    [InlineData("windows_1257", 1257, "Ąžuolas – ėjo")]
    public void Decode_LabelOfNoStandard_Known(string label, int page, string text) =>
        Assert.Equal(text, CharsetDecoder.Decode(CharsetLabels.Of(page).GetBytes(text), label));

    [Theory]
    [InlineData("Grüße", new byte[] { 0xE4, 0xB8 }, "Grüße\uFFFD")]
    [InlineData("Grüße aus Köln", new byte[] { 0xFF, 0xFE }, "Grüße aus Kölnÿþ")]
    [InlineData("您好", new byte[] { 0xE5, 0xA5 }, "您好\uFFFD")]
    [InlineData("Ein Wort: ü", new byte[] { 0x80, 0x81 }, null)]
    public void Decode_Utf8WithTwoBadBytesAtItsEnd_TheRestStays(string text, byte[] end, string? expected)
    {
        foreach (var label in (string?[])[null, "utf-8"])
        {
            var decoded = CharsetDecoder.Decode([.. Encoding.UTF8.GetBytes(text), .. end], label);

            Assert.StartsWith(text, decoded, StringComparison.Ordinal);
            Assert.Equal(expected ?? decoded, decoded);
        }
    }
}
