namespace Router.Access;

/// <summary>Who calls: a closed set.</summary>
internal abstract record SignInResult
{
    private SignInResult()
    {
    }

    internal sealed record SignedIn(SignedInPerson Person) : SignInResult;

    /// <summary>Sign-in works and this person has not used it.</summary>
    internal sealed record SignedOut : SignInResult;

    /// <summary>Nothing in front of the app tells people apart.</summary>
    internal sealed record NotSetUp : SignInResult;

    /// <summary>The platform's word on who calls can't be read.</summary>
    internal sealed record PrincipalInvalid : SignInResult;

    /// <summary>The team file gives nobody a role.</summary>
    internal sealed record NobodyMapped : SignInResult;

    /// <summary>An account of a tenant or provider that the team file does not let in.</summary>
    internal sealed record TenantUnknown : SignInResult;

    /// <summary>An account of ours that has no role.</summary>
    internal sealed record WithoutRole : SignInResult;
}
