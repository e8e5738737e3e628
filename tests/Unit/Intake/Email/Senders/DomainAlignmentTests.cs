using Router.Intake.Email.Senders;

namespace Router.Unit.Intake.Email.Senders;

public sealed class DomainAlignmentTests
{
    [Theory]
    [InlineData("customer.example", "customer.example", true)]
    [InlineData("CUSTOMER.example.", "customer.EXAMPLE", true)]
    [InlineData("mail.customer.example", "customer.example", true)]
    [InlineData("customer.example", "team.customer.example", true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("mail.customer.example", "www.customer.example", false)]
    [InlineData("notcustomer.example", "customer.example", false)]
    [InlineData("customer.example.evil.example", "customer.example", false)]
    [InlineData("example", "customer.example", false)]
    [InlineData("", "customer.example", false)]
    [InlineData(null, "customer.example", false)]
    [InlineData("a..b", "a..b", false)]
    public void IsAligned_Domains_SameOrOneBelowTheOther(string? passed, string sender, bool expected) =>
        Assert.Equal(expected, DomainAlignment.IsAligned(passed, sender));
}
