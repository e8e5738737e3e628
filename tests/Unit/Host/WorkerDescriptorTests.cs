using System.Reflection;
using System.Runtime.Loader;
using Google.Protobuf.Reflection;
using Router.FunctionsHost.Protocol;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

/// <summary>Our part of the protocol, field by field, against the descriptor in the worker's own package.</summary>
public sealed class WorkerDescriptorTests
{
    [Fact]
    public void Protocol_EachFieldOfOurs_IsTheWorkersOwn()
    {
        var theirs = TheWorkersOwn().MessageTypes.ToDictionary(message => message.Name);

        var differing =
            from message in FunctionRpcReflection.Descriptor.MessageTypes
            from field in message.Fields.InDeclarationOrder()
            where Signature(field) != (theirs.GetValueOrDefault(message.Name)?.FindFieldByNumber(field.FieldNumber) is { } own ? Signature(own) : null)
            select $"{message.Name}.{field.Name} = {field.FieldNumber}";

        Assert.Empty(differing);
    }

    [Fact]
    public void Protocol_EachValueOfOurEnumerations_IsTheWorkersOwn()
    {
        var theirs = TheWorkersOwn().MessageTypes.SelectMany(message => message.EnumTypes).SelectMany(Values).ToHashSet();

        Assert.Empty(FunctionRpcReflection.Descriptor.MessageTypes.SelectMany(message => message.EnumTypes).SelectMany(Values).Except(theirs));

        static IEnumerable<string> Values(EnumDescriptor kind) => kind.Values.Select(value => $"{kind.FullName}.{value.Name} = {value.Number}");
    }

    private static string Signature(FieldDescriptor field)
    {
        var type = field.FieldType switch { FieldType.Message => field.MessageType.FullName, FieldType.Enum => field.EnumType.FullName, var plain => $"{plain}" };
        return $"{field.Name}: {(field.IsRepeated ? "repeated " : "")}{type}";
    }

    private static FileDescriptor TheWorkersOwn()
    {
        var context = new AssemblyLoadContext("worker");
        var folder = FakeApp.BuildOf("Router.FakeWorker");
        context.Resolving += (_, name) => File.Exists(Path.Combine(folder, name.Name + ".dll")) && name.Name != "Google.Protobuf" ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
        var reflection = context.LoadFromAssemblyPath(Path.Combine(folder, "Microsoft.Azure.Functions.Worker.Grpc.dll")).GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection")!;
        return (FileDescriptor)reflection.GetProperty("Descriptor", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
    }
}
