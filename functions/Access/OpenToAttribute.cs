namespace Router.Access;

/// <summary>Says whom a page or an HTTP function is open to. One that does not say is open to nobody.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenToAttribute(Audience audience) : Attribute
{
    public Audience Audience { get; } = audience;
}
