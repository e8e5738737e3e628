namespace Router.Access;

/// <summary>What the header says: a closed set.</summary>
internal abstract record PrincipalResult
{
    private PrincipalResult()
    {
    }

    internal sealed record Read(ClientPrincipal Principal) : PrincipalResult;

    /// <summary>Nobody is signed in.</summary>
    internal sealed record Missing : PrincipalResult;

    /// <summary>Not what App Service writes: malformed, too large, twice, or without the ids of tenant and account.</summary>
    internal sealed record Invalid : PrincipalResult;

    /// <summary>Signed in elsewhere than at Microsoft Entra.</summary>
    internal sealed record OtherProvider : PrincipalResult;
}
