using System.Reflection;
using Router.Access;
using Router.Teams;
using Router.Triggers.Http;

namespace Router.Architecture;

/// <summary>Who may do what: stated by each address, and documented as the code states it.</summary>
public sealed class AccessDocsTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Named("access.md");

    [Fact]
    public void Addresses_EachSaysWhomItIsOpenTo() => Assert.Empty(
        AccessInCode.Pages.Concat(AccessInCode.Functions).Where(entry => entry.Audience is null).Select(entry => $"{entry.Method} {entry.Address}"));

    [Fact]
    public void Pages_NoneAsksForASecret_AndFunctionsForNoRole()
    {
        Assert.DoesNotContain(AccessInCode.Pages, entry => entry.Audience == Audience.ServiceSecret);
        Assert.All(AccessInCode.Functions, entry => Assert.True(entry.Audience is Audience.ServiceSecret or Audience.Public, entry.Address));
    }

    [Fact]
    public void Pages_ThatChangeSomething_AreForNoReader() => Assert.Equal(
        ["/forms/{form}", "/team/local-person"],
        AccessInCode.Pages.Where(entry => entry.Method == "POST" && entry.Audience is not (Audience.Owner or Audience.Agent or Audience.Admin)).Select(entry => entry.Address).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_ThatChangeSomething_AreHandedTheTrail() => Assert.Empty(
        AccessInCode.Changes.Where(change => !change.Takes.Contains(typeof(AuditTrail))).Select(change => change.Address).Except(["/team/local-person"]));

    [Fact]
    public void Owners_ActOnARequestThatTheAddressNames() => Assert.All(
        AccessInCode.Pages.Where(entry => entry.Audience == Audience.Owner), entry => Assert.StartsWith("/requests/{id}/", entry.Address, StringComparison.Ordinal));

    [Fact]
    public void ServePages_LeavesItToEachPage() =>
        Assert.Equal(Audience.Public, typeof(ServePages).GetMethod("RunAsync")!.GetCustomAttribute<OpenToAttribute>()!.Audience);

    [Fact]
    public void Table_IsAsTheCodeStates()
    {
        var table = string.Join('\n', AccessInCode.Rows.Select(row => $"| {row} |"));

        Assert.True(Page.Text.Contains(table + "\n\n", StringComparison.Ordinal), $"The table of infra/docs/access.md has to be:\n{table}");
    }

    [Fact]
    public void Roles_AreThoseOfTheTeamFile() =>
        Assert.Equal(AccessRules.Names.Keys, Page.Rows("Roles").Select(row => row[0].Trim('`')));
}
