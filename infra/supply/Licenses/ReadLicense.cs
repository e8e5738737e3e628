namespace Router.Supply.Licenses;

/// <summary>A license that a person read in a package's own file.</summary>
internal sealed record ReadLicense(string License, string Reason);
