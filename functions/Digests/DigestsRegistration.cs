namespace Router.Digests;

internal static class DigestsRegistration
{
    public static void AddDigests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DigestPolicy>();
        builder.Services.AddSingleton<DigestBuilder>();
        builder.Services.AddSingleton<IDigestStorage, DigestStorage>();
        builder.Services.AddSingleton<DigestSender>();
    }
}
