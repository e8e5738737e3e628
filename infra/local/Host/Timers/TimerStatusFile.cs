using System.Text.Json;

namespace Router.FunctionsHost.Timers;

/// <summary>Keeps each timer's status in a file of its own, replaced whole.</summary>
internal sealed class TimerStatusFile(string directory)
{
    public TimerStatus? Load(string function)
    {
        try
        {
            return JsonSerializer.Deserialize<TimerStatus>(File.ReadAllText(PathOf(function)));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // None yet, or torn by a crash: as in Azure, a timer without a status starts anew.
            return null;
        }
    }

    public void Save(string function, TimerStatus status)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(function);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(status));
        File.Move(path + ".new", path, overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(directory, function + ".json");
}
