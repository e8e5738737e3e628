using System.Security.Cryptography;
using Router.FunctionsHost.Definitions;

namespace Router.Runner.Settings;

/// <summary>The settings file: made on the first run, completed when the sample has grown.</summary>
internal static class LocalSettings
{
    public static HostSettings Prepare(string file, string sample, Progress progress)
    {
        var existing = File.Exists(file) ? File.ReadAllText(file) : null;
        if (new SettingsGenerator(RandomNumberGenerator.GetBytes).Complete(File.ReadAllText(sample), existing) is { } completed)
        {
            Write(file, completed);
            progress.Say(existing is null ? $"Made {Path.GetFileName(file)} with secrets of its own" : $"Added new settings of the sample to {Path.GetFileName(file)}");
        }

        PrivateFiles.CloseFile(file);
        return HostSettings.Read(file, Environment.GetEnvironmentVariable);
    }

    private static void Write(string path, string text)
    {
        using var writer = PrivateFiles.Create(path + ".new");
        writer.Write(text);
        writer.Close();
        File.Move(path + ".new", path, overwrite: true);
    }
}
