namespace Router.Supply.Audit;

/// <summary>Decides whether an audit has passed, and says why in lines that each begin with a stable code.</summary>
internal sealed class AuditVerdict
{
    public const string NoDataCode = "audit-no-data";
    public const string FindingCode = "audit-finding";
    public const string ExpiredCode = "audit-exception-expired";
    public const string UnusedCode = "audit-exception-unused";
    public const string ExceptedCode = "audit-excepted";
    public const string PassedCode = "audit-passed";

    private readonly List<string> lines = [];

    private AuditVerdict()
    {
    }

    public bool Passed { get; private set; } = true;

    public IReadOnlyList<string> Lines => lines;

    public static AuditVerdict Of(IReadOnlyCollection<AuditAnswer> answers, IReadOnlyCollection<AuditException> exceptions, DateOnly today)
    {
        var verdict = new AuditVerdict();
        var used = new HashSet<AuditException>();
        foreach (var answer in answers)
        {
            if (answer.NoData is { } reason)
            {
                verdict.Judge(
                    Find(exceptions, used, answer.Source, isSource: true), today, NoDataCode,
                    $"{answer.Source} gave no vulnerability data, so nothing is known about its packages. {reason}",
                    "Run this where the source can be reached (see ./infra/audit.sh --help)");
            }

            foreach (var finding in answer.Findings)
            {
                verdict.Judge(
                    Find(exceptions, used, finding.Advisory, isSource: false), today, FindingCode,
                    $"{answer.Source} {finding.Package}: {finding.Severity}, {finding.Advisory}",
                    "Update the package");
            }
        }

        verdict.lines.AddRange(exceptions.Except(used).Select(unused => $"{UnusedCode}: {unused.Id} is not needed any more, or is not known; remove it from infra/supply/AuditExceptions.props."));
        verdict.lines.AddRange(answers.Where(answer => answer is { NoData: null, Findings.Count: 0 }).Select(answer => $"{PassedCode}: {answer.Source} has data and knows of nothing."));
        return verdict;
    }

    private static AuditException? Find(IEnumerable<AuditException> exceptions, HashSet<AuditException> used, string id, bool isSource)
    {
        var found = exceptions.FirstOrDefault(exception => exception.IsSource == isSource && exception.Id == id);
        if (found is not null)
        {
            used.Add(found);
        }

        return found;
    }

    private void Judge(AuditException? exception, DateOnly today, string code, string what, string remedy)
    {
        if (exception is not null && today <= exception.Until)
        {
            lines.Add($"{ExceptedCode}: {what} Let pass until {exception.Until:yyyy-MM-dd}: {exception.Reason}");
            return;
        }

        Passed = false;
        lines.Add(exception is null
            ? $"{code}: {what} {remedy}, or add an exception with a date and a reason to infra/supply/AuditExceptions.props."
            : $"{ExpiredCode}: {what} The exception ended on {exception.Until:yyyy-MM-dd}. {remedy}, or decide again in infra/supply/AuditExceptions.props.");
    }
}
