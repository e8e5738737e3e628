using Router.Requests;

namespace Router.Messaging.DeadLetters;

/// <summary>Which stopped steps the replay command is about; without a choice it only lists.</summary>
internal sealed record ReplayArguments(string? Queue, RequestId? Request, bool All, bool Json)
{
    public bool IsList => this is { Queue: null, Request: null, All: false };

    /// <param name="wrong">What is wrong with the arguments; empty when nothing is.</param>
    public static ReplayArguments? Parse(IReadOnlyList<string> words, out string wrong)
    {
        var read = new ReplayArguments(null, null, All: false, Json: false);
        wrong = "";
        for (var index = 0; index < words.Count && wrong.Length == 0; index++)
        {
            switch (words[index], index + 1 < words.Count ? words[index + 1] : null)
            {
                case ("--all", _):
                    read = read with { All = true };
                    break;
                case ("--json", _):
                    read = read with { Json = true };
                    break;
                case ("--queue", { } queue) when QueueNames.All.Contains(queue):
                    read = read with { Queue = queue };
                    index++;
                    break;
                case ("--request", { } request) when RequestId.TryParse(request, out var id):
                    read = read with { Request = id };
                    index++;
                    break;
                case ("--queue", _):
                    wrong = $"--queue is one of {string.Join(", ", QueueNames.All)}.";
                    break;
                case ("--request", _):
                    wrong = "--request is a request's id: 32 digits and letters from a to f.";
                    break;
                default:
                    wrong = $"'{words[index]}' is no option of replay. It has --queue NAME, --request ID, --all and --json.";
                    break;
            }
        }

        wrong = wrong.Length == 0 && read is { All: true } and not { Queue: null, Request: null } ? "--all is everything: leave out --queue and --request." : wrong;
        return wrong.Length == 0 ? read : null;
    }

    public bool Means(StoppedStep step) => (Queue is null || step.Queue == Queue) && (Request is not { } request || step.Request == request.Value);
}
