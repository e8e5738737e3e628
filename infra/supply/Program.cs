using Router.Supply.Audit;
using Router.Supply.Licenses;
using Router.Supply.Notices;

// For infra/audit.sh and infra/build/sbom.sh. Exit codes: 0 done, 1 it did not go well, 2 the arguments, or what they name, can't be used.
try
{
    switch (args)
    {
        case ["audit", var folder]:
            var exceptions = AuditExceptions.Parse(File.ReadAllText(Beside("AuditExceptions.props")));
            var verdict = AuditVerdict.Of(AuditFolder.Read(folder), exceptions, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            foreach (var line in verdict.Lines)
            {
                Console.WriteLine(line);
            }

            return verdict.Passed ? 0 : 1;

        case ["notices", var file, .. { Length: > 0 } boms]:
            File.WriteAllText(file, ThirdPartyNotices.Write(boms.Select(File.ReadAllText), PackageLicense.Roots, LicensePolicy.Parse(File.ReadAllText(Beside("licenses.json")))));
            return 0;

        default:
            Console.Error.WriteLine("Usage: audit FOLDER | notices FILE BOM...");
            return 2;
    }
}
catch (FormatException invalid)
{
    Console.Error.WriteLine($"audit-exception-invalid: infra/supply/AuditExceptions.props: {invalid.Message}");
    return 2;
}
catch (InvalidDataException missing)
{
    Console.Error.WriteLine($"notices-incomplete: {missing.Message}");
    return 1;
}

static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
