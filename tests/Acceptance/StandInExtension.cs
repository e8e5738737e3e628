using System.Text;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>A package of the extension's name and version in a feed of its own, with what the Sdk looks for in it: a startup class that an attribute names.</summary>
internal static class StandInExtension
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>netstandard2.0</TargetFramework>
            <AssemblyName>Microsoft.Azure.WebJobs.Extensions.ServiceBus</AssemblyName>
            <Version>5.17.0</Version>
          </PropertyGroup>
        </Project>
        """;

    private const string Code = """
        using System;

        [assembly: Microsoft.Azure.WebJobs.Hosting.WebJobsStartup(typeof(StandIn.ServiceBusWebJobsStartup))]

        namespace StandIn
        {
            public class ServiceBusWebJobsStartup { }
        }

        namespace Microsoft.Azure.WebJobs.Hosting
        {
            [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
            public class WebJobsStartupAttribute : Attribute
            {
                public WebJobsStartupAttribute(Type startupType, string name = null) { }
            }
        }
        """;

    /// <summary>Where this machine keeps packages that it has already.</summary>
    public static string OwnPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <returns>The feed's folder.</returns>
    public static async Task<string> PackAsync(DirectoryInfo folder, TimeSpan atMost)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Extension.csproj"), Project, Encoding.UTF8);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Extension.cs"), Code, Encoding.UTF8);
        var feed = folder.CreateSubdirectory("feed").FullName;
        using var pack = ChildProcess.Start("pack", "dotnet", ["pack", folder.FullName, "-c", "Release", "-o", feed, "-v", "quiet", "--nologo"]);
        return await pack.WaitForExitAsync(atMost) == 0 ? feed : throw new InvalidOperationException(string.Join('\n', pack.Output));
    }
}
