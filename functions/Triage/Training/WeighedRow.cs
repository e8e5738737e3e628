using Router.Triage.Model;

namespace Router.Triage.Training;

/// <summary>One message as the training sees it.</summary>
internal readonly record struct WeighedRow(uint[] Hashes, float[] Values, uint Tenant, int Shift)
{
    /// <summary>Squared length with the constant feature, and with the tenant's copies where there are any.</summary>
    public float SquaredLength()
    {
        var squares = 0f;
        foreach (var value in Values)
            squares += value * value;
        return 1 + (Tenant == 0 ? squares : squares * (1 + (TenantFeatures.Weight * TenantFeatures.Weight)));
    }

    public float Dot(float[] weights)
    {
        var sum = 0f;
        for (var index = 0; index < Hashes.Length; index++)
            sum += Values[index] * weights[Hashes[index] >> Shift];
        if (Tenant == 0)
            return sum;
        var own = 0f;
        for (var index = 0; index < Hashes.Length; index++)
            own += Values[index] * weights[TenantFeatures.Salt(Hashes[index], Tenant) >> Shift];
        return sum + (own * TenantFeatures.Weight);
    }

    public void AddTo(float[] weights, float factor)
    {
        for (var index = 0; index < Hashes.Length; index++)
            weights[Hashes[index] >> Shift] += factor * Values[index];
        if (Tenant == 0)
            return;
        factor *= TenantFeatures.Weight;
        for (var index = 0; index < Hashes.Length; index++)
            weights[TenantFeatures.Salt(Hashes[index], Tenant) >> Shift] += factor * Values[index];
    }
}
