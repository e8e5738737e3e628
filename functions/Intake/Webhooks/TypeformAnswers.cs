using System.Text.Json;

namespace Router.Intake.Webhooks;

/// <summary>The answers of one response, each taken once.</summary>
internal sealed class TypeformAnswers
{
    private readonly List<Answer> _left;

    private TypeformAnswers(List<Answer> answers) => _left = answers;

    private sealed record Answer(string Reference, string Type, string Question, string Value);

    public static TypeformAnswers From(JsonElement response)
    {
        var questions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in response.Items("definition", "fields").Take(DetailList.MaxFields))
        {
            questions.TryAdd(field.Text("id") ?? "", field.Text("title") ?? "");
        }

        var answers = response.Items("answers").Take(DetailList.MaxFields).Select(answer => new Answer(
            answer.Text("field", "ref") ?? "",
            answer.Text("field", "type") ?? answer.Text("type") ?? "",
            questions.GetValueOrDefault(answer.Text("field", "id") ?? "", ""),
            Value(answer) ?? ""));
        return new TypeformAnswers([.. answers.Where(answer => answer.Value.Length > 0)]);
    }

    public string? Take(string reference) => TakeFirst(answer => answer.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase));

    public string? TakeType(string type) => TakeFirst(answer => answer.Type == type);

    /// <summary>What was not taken, and the hidden fields, as details.</summary>
    public IReadOnlyDictionary<string, string> Rest(JsonElement response)
    {
        var details = new DetailList();
        foreach (var answer in _left)
        {
            details.Add(IsReadableName(answer.Reference) ? answer.Reference : answer.Question, answer.Value);
        }

        if (response.Object("hidden") is { } hidden)
        {
            foreach (var property in hidden.EnumerateObject())
            {
                details.Add(property.Name, StrictJson.Scalar(property.Value));
            }
        }

        return details.Values;
    }

    private string? TakeFirst(Predicate<Answer> wanted)
    {
        var index = _left.FindIndex(wanted);
        if (index < 0)
        {
            return null;
        }

        var value = _left[index].Value;
        _left.RemoveAt(index);
        return value;
    }

    // "<type>": value, where a choice holds a label and several choices a list of labels.
    private static string? Value(JsonElement answer)
    {
        var type = answer.Text("type") ?? "";
        return type switch
        {
            "choice" => answer.Text("choice", "label") ?? answer.Text("choice", "other"),
            "choices" => string.Join(", ", answer.Items("choices", "labels").Select(StrictJson.Scalar)),
            _ => answer.Text(type),
        };
    }

    // Typeform makes up a UUID where the author gave no reference.
    private static bool IsReadableName(string reference) => reference.Length > 0 && !Guid.TryParse(reference, out _);
}
