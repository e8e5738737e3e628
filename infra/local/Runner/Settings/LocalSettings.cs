using System.Security.Cryptography;
using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;

namespace Router.Runner.Settings;

/// <summary>The settings file: made on the first run, completed when the sample has grown.</summary>
internal static class LocalSettings
{
    /// <exception cref="RunnerException">The file can't be used.</exception>
    public static HostSettings Prepare(string file, string sample, Progress progress)
    {
        if (Directory.Exists(file))
        {
            throw RunnerException.OfUsage($"{file} is a folder; --settings names a file.");
        }

        try
        {
            return Complete(file, sample, progress);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HostException)
        {
            throw RunnerException.OfUsage($"The settings can't be used: {failure.Message}", failure);
        }
    }

    private static HostSettings Complete(string file, string sample, Progress progress)
    {
        var existing = File.Exists(file) ? File.ReadAllText(file) : null;
        if (new SettingsGenerator(RandomNumberGenerator.GetBytes).Complete(File.ReadAllText(sample), existing, file) is { } completed)
        {
            Write(file, completed);
            progress.Say(existing is null ? $"Made {Path.GetFileName(file)} with secrets of its own" : $"Added new settings of the sample to {Path.GetFileName(file)}");
        }

        PrivateFiles.CloseFile(file);
        return HostSettings.Read(file, Environment.GetEnvironmentVariable);
    }

    private static void Write(string path, string text)
    {
        var draft = path + ".new";
        try
        {
            using (var writer = PrivateFiles.Create(draft))
            {
                writer.Write(text);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
