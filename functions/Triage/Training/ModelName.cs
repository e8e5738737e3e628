using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Router.Triage.Training;

/// <summary>Names a model by what it is made of: the same basis and rows give the same name.</summary>
internal static class ModelName
{
    /// <param name="basis">What the rows are taught to, and with which settings.</param>
    /// <param name="rows">In their order.</param>
    public static string Of(string basis, IReadOnlyList<TrainingRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(basis));
        foreach (var row in rows)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(row, TrainingJsonContext.Default.TrainingRow));
        return Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, 9));
    }
}
