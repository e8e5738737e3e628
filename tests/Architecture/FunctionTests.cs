using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Router.Messaging;

namespace Router.Architecture;

/// <summary>What the host and the worker's generators ask of functions and don't say.</summary>
public sealed class FunctionTests
{
    private static readonly MethodInfo[] Functions =
        [.. typeof(RouterBuilder).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)];

    public static TheoryData<string> Names => [.. Functions.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_Class_IsPublicAndSealedWithOneFunctionOfItsName(string name)
    {
        var type = Assert.Single(Functions, function => NameOf(function) == name).DeclaringType!;

        Assert.Equal(name, type.Name);
        Assert.True(type is { IsPublic: true, IsSealed: true });
        Assert.Single(Functions, function => function.DeclaringType == type);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_File_LiesWithItsKind(string name)
    {
        var function = Functions.Single(function => NameOf(function) == name);
        var folder = Trigger(function) switch
        {
            HttpTriggerAttribute => "Http",
            ServiceBusTriggerAttribute => "Queues",
            TimerTriggerAttribute => "Timers",
            var other => other.GetType().Name,
        };

        Assert.Contains($"functions/Triggers/{folder}/{name}.cs", SourceTree.Files);
    }

    [Fact]
    public void QueueFunctions_AreNamedAfterTheirQueuesFirstMessage_AndTakeBytes()
    {
        var queues = Functions.Where(function => Trigger(function) is ServiceBusTriggerAttribute).ToList();

        Assert.All(queues, function => Assert.Equal(QueueNames.For(NameOf(function)), ((ServiceBusTriggerAttribute)Trigger(function)).QueueName));
        Assert.All(queues, function => Assert.Equal(typeof(byte[]), function.GetParameters()[0].ParameterType));
        Assert.Equal(QueueNames.All.Order(), queues.Select(function => QueueNames.For(NameOf(function))).Order());
    }

    [Fact]
    public void HttpFunctions_TheCatchAll_IsTriedLast()
    {
        var names = Functions.Where(function => Trigger(function) is HttpTriggerAttribute).ToDictionary(NameOf, function => ((HttpTriggerAttribute)Trigger(function)).Route);

        Assert.StartsWith("{*", names[names.Keys.Max(StringComparer.Ordinal)!], StringComparison.Ordinal);
        Assert.Single(names.Values, route => route!.StartsWith("{*", StringComparison.Ordinal));
    }

    [Fact]
    public void HttpFunctions_AllowWhomTheAppAllows() => Assert.All(
        Functions.Select(Trigger).OfType<HttpTriggerAttribute>(), trigger => Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel));

    private static string NameOf(MethodInfo function) => function.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static Attribute Trigger(MethodInfo function) =>
        function.GetParameters()[0].GetCustomAttributes().Single(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
