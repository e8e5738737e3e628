namespace Router.Pages.Guard;

/// <summary>Marks an address that other sites' pages may post to, as far as the address itself allows it.</summary>
internal sealed class ChecksOriginItself;
