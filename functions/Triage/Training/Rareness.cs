namespace Router.Triage.Training;

/// <summary>A byte for each bucket, what the greatest byte stands for, and how many rows have it.</summary>
internal sealed record Rareness(byte[] Steps, float Largest, int[] Rows)
{
    public static Rareness Of(int[] documents, int rows)
    {
        var largest = MathF.Log(1 + rows) + 1;
        var steps = new byte[documents.Length];
        for (var bucket = 0; bucket < steps.Length; bucket++)
            steps[bucket] = (byte)MathF.Round((MathF.Log((1f + rows) / (1 + documents[bucket])) + 1) / largest * 255);
        return new(steps, largest, documents);
    }

    public float this[uint bucket] => Steps[bucket] / 255f * Largest;
}
