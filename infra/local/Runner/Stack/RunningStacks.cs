using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Router.Runner.Stack;

/// <summary>Tells commands that are given the settings of a running stack on which ports that one listens.</summary>
internal sealed class RunningStacks(string folder)
{
    /// <returns>Ends the announcement.</returns>
    public IDisposable Announce(string settingsFile, string data, Ports ports)
    {
        PrivateFiles.Folder(folder);
        foreach (var file in Directory.GetFiles(folder).Where(file => Read(file) is null))
        {
            // Left by one that was killed.
            File.Delete(file);
        }

        var announced = new Announcement(FileOf(settingsFile), JsonSerializer.Serialize(new RunningStack(data, ports)));
        announced.Write();
        return announced;
    }

    /// <summary>Nothing where no stack runs with these settings; of several the one that was started last.</summary>
    public Ports? Find(string settingsFile) => Read(FileOf(settingsFile))?.Ports;

    private static RunningStack? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningStack>(File.ReadAllText(file)) is { } stack && DataFolder.IsInUse(stack.Data) ? stack : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string FileOf(string settingsFile) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settingsFile)))[..32] + ".json");

    private sealed record RunningStack(string Data, Ports Ports);

    private sealed class Announcement(string file, string text) : IDisposable
    {
        public void Write()
        {
            using var writer = PrivateFiles.Create(file);
            writer.Write(text);
        }

        public void Dispose()
        {
            // Another stack with the same settings may have taken the place.
            if (File.Exists(file) && File.ReadAllText(file) == text)
            {
                File.Delete(file);
            }
        }
    }
}
