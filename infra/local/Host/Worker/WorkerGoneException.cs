namespace Router.FunctionsHost.Worker;

/// <summary>The worker ended, or its stream broke, before it answered.</summary>
internal sealed class WorkerGoneException() : IOException("The worker is gone.");
