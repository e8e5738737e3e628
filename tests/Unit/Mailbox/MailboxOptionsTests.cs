using Router.Mailbox;

namespace Router.Unit.Mailbox;

public sealed class MailboxOptionsTests
{
    [Theory]
    [InlineData("", "", null)]
    [InlineData("support@own.example", "0123456789abcdef", null)]
    [InlineData("support@own.example", "", "Mailbox__ClientState")]
    [InlineData("support@own.example", "0123456789abcde", "Mailbox__ClientState")]
    [InlineData("support", "0123456789abcdef", "Mailbox__Address")]
    [InlineData("a@own.example, b@own.example", "0123456789abcdef", "Mailbox__Address")]
    [InlineData("Support <support@own.example>", "0123456789abcdef", "Mailbox__Address")]
    public void Validate_AddressAndClientState_NamesWhatIsWrong(string address, string clientState, string? named) =>
        Verify(new MailboxOptions { Address = address, ClientState = clientState }, named);

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(90, 60, null)]
    [InlineData(-1, 5, "Mailbox__ImportDays")]
    [InlineData(91, 5, "Mailbox__ImportDays")]
    [InlineData(1, 0, "Mailbox__ReconcileMinutes")]
    [InlineData(1, 61, "Mailbox__ReconcileMinutes")]
    public void Validate_Figures_WithinTheirRanges(int days, int minutes, string? named) => Verify(Used(options => (options.ImportDays, options.ReconcileMinutes) = (days, minutes)), named);

    [Theory]
    [InlineData(128, null)]
    [InlineData(129, "Mailbox__ClientState")]
    public void Validate_LongClientState_AsLongAsTheServiceTakes(int length, string? named) => Verify(Used(options => options.ClientState = new string('x', length)), named);

    [Fact]
    public void Validate_NoFolder_NamesIt() => Verify(Used(options => options.Folder = ""), "Mailbox__Folder");

    private static MailboxOptions Used(Action<MailboxOptions> change)
    {
        var options = new MailboxOptions { Address = "support@own.example", ClientState = "0123456789abcdef" };
        change(options);
        return options;
    }

    private static void Verify(MailboxOptions options, string? named)
    {
        var result = new MailboxOptionsValidator().Validate(null, options);
        Assert.Equal(named is null, result.Succeeded);
        Assert.Contains(named ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }
}
