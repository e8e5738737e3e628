using Microsoft.Extensions.Options;
using Router.Requests;

namespace Router.Replies;

/// <summary>Which mails leave the mailbox by themselves; all others wait as drafts until a person sends them.</summary>
internal sealed class SendingOptions
{
    public const string Section = "Mailbox";

    /// <summary>All templates.</summary>
    public const string All = "All";

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>Names of templates, separated by commas, or All; the default is Digest, which only colleagues get.</summary>
    public string SendWithoutApproval { get; set; } = MailTemplates.Digest;

    public IReadOnlyList<string> Names => SendWithoutApproval.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    public bool LeavesByItself(string? template) =>
        template is not null && Names.Any(name => name.Equals(template, StringComparison.OrdinalIgnoreCase) || name.Equals(All, StringComparison.OrdinalIgnoreCase));
}

internal sealed class SendingOptionsValidator : IValidateOptions<SendingOptions>
{
    public ValidateOptionsResult Validate(string? name, SendingOptions options)
    {
        var unknown = options.Names.FirstOrDefault(given => !MailTemplates.Names.Append(SendingOptions.All).Contains(given, StringComparer.OrdinalIgnoreCase));
        return unknown is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Mailbox__SendWithoutApproval names {unknown}, which is no template. Name some of {string.Join(", ", MailTemplates.Names)}, or {SendingOptions.All}.");
    }
}
