using Router.Access;
using Router.Teams;

namespace Router.Unit.Access;

public sealed class SignedInPersonTests
{
    [Theory]
    [InlineData(null, "Public CustomersToken")]
    [InlineData(Role.Reader, "Public CustomersToken Reader")]
    [InlineData(Role.Owner, "Public CustomersToken Reader Owner")]
    [InlineData(Role.Agent, "Public CustomersToken Reader Owner Agent")]
    [InlineData(Role.Admin, "Public CustomersToken Reader Owner Agent Admin")]
    internal void May_EachRole_WhatIsBelowIt(Role? role, string expected)
    {
        var person = new SignedInPerson("x", "Casey", role is { } one ? new HashSet<Role> { one } : new HashSet<Role>(), null, AccessSamples.Team);

        Assert.Equal(expected, string.Join(' ', Enum.GetValues<Audience>().Where(person.May)));
    }
}
