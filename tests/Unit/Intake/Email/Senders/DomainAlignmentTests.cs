using Router.Intake.Email.Senders;

namespace Router.Unit.Intake.Email.Senders;

public sealed class DomainAlignmentTests
{
    [Theory]
    [InlineData("customer.example", "customer.example", true)]
    [InlineData("CUSTOMER.example.", "customer.EXAMPLE", true)]
    [InlineData("mail.customer.example", "customer.example", false)]
    [InlineData("customer.example", "team.customer.example", false)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("mail.customer.example", "www.customer.example", false)]
    [InlineData("co.uk", "customer.co.uk", false)]
    [InlineData("customer.github.io", "github.io", false)]
    [InlineData("notcustomer.example", "customer.example", false)]
    [InlineData("customer.example.evil.example", "customer.example", false)]
    [InlineData("example", "customer.example", false)]
    [InlineData("", "customer.example", false)]
    [InlineData(null, "customer.example", false)]
    [InlineData("a..b", "a..b", false)]
    public void IsSame_Domains_TheVerySameOnly(string? passed, string sender, bool expected) =>
        Assert.Equal(expected, DomainAlignment.IsSame(passed, sender));
}
