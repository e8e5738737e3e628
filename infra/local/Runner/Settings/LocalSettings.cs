using System.Security.Cryptography;
using Router.FunctionsHost.Definitions;

namespace Router.Runner.Settings;

/// <summary>The checkout's <c>local.settings.json</c>: made on the first run, completed when the sample has grown.</summary>
internal static class LocalSettings
{
    public static HostSettings Prepare(Checkout checkout, Progress progress)
    {
        var existing = File.Exists(checkout.SettingsFile) ? File.ReadAllText(checkout.SettingsFile) : null;
        if (new SettingsGenerator(RandomNumberGenerator.GetBytes).Complete(File.ReadAllText(checkout.SampleSettingsFile), existing) is { } completed)
        {
            Write(checkout.SettingsFile, completed);
            progress.Say(existing is null ? "Made local.settings.json with secrets of its own" : "Added new settings of the sample to local.settings.json");
        }

        return HostSettings.Read(checkout.SettingsFile, Environment.GetEnvironmentVariable);
    }

    // Secrets are for their owner's eyes, from the first byte on.
    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path + ".new", options);
        writer.Write(text);
        writer.Close();
        File.Move(path + ".new", path, overwrite: true);
    }
}
