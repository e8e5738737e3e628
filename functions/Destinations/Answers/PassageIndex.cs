using Microsoft.Data.Sqlite;
using Router.Destinations.Wording;

namespace Router.Destinations.Answers;

/// <summary>
/// Full-text search over passages: SQLite's FTS5 in memory ranks them (bm25), our own coverage says whether the best is good enough, which
/// bm25 can't: its figures have no scale.
/// </summary>
internal sealed class PassageIndex : IDisposable
{
    private const int MaxPassageTerms = 2_000;
    private const int Candidates = 10;

    // A page's title and a section's heading say what it is about; the body mentions much in passing.
    private const string RankedSearch =
        "select rowid from passages where passages match $query order by bm25(passages, 4.0, 8.0, 1.0), rowid limit $limit";

    // A word that stands nowhere in the docs is often the customer's own circumstance, and sometimes the very thing the docs lack.
    private const double UnknownTermShare = 0.6;
    private const double HeadingFactor = 1.5;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Passage[] passages;
    private readonly HashSet<string>[] terms;
    private readonly HashSet<string>[] headings;
    private readonly Dictionary<string, double> weights;

    public PassageIndex(IEnumerable<Passage> passages)
    {
        SQLitePCL.Batteries_V2.Init();
        this.passages = [.. passages];
        terms = [.. this.passages.Select(passage => TermsOf($"{passage.Title} {passage.Text}").ToHashSet())];
        headings = [.. this.passages.Select(passage => TermsOf(passage.Heading).ToHashSet())];
        weights = terms.SelectMany(found => found).CountBy(term => term).ToDictionary(term => term.Key, term => WeightOf(term.Value));
        connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Fill();
    }

    /// <summary>Passages that cover at least <paramref name="minCoverage"/> of the question, best first.</summary>
    /// <param name="question">Terms as <see cref="Terms"/> makes them.</param>
    public IReadOnlyList<Passage> Search(IReadOnlyList<string> question, double minCoverage, int limit) =>
    [
        .. Ranked(question)
            .Select(index => (Passage: passages[index], Coverage: CoverageOf(question, index)))
            .Where(found => found.Coverage > 0 && found.Coverage >= minCoverage)
            .OrderByDescending(found => found.Coverage)
            .Take(limit)
            .Select(found => found.Passage),
    ];

    public void Dispose() => connection.Dispose();

    /// <summary>The share of the question's weight that the passage's words carry; one shared word is never enough when more were asked.</summary>
    private double CoverageOf(IReadOnlyList<string> question, int passage)
    {
        var shared = question.Where(terms[passage].Contains).ToList();
        return shared.Count < Math.Min(2, question.Count)
            ? 0
            : shared.Sum(term => Weight(term) * (headings[passage].Contains(term) ? HeadingFactor : 1)) / question.Sum(Weight);
    }

    private double Weight(string term) => weights.TryGetValue(term, out var weight) ? weight : WeightOf(1) * UnknownTermShare;

    private double WeightOf(int holders) => Math.Log(1 + (passages.Length / (double)holders));

    private static IReadOnlyList<string> TermsOf(string text) => Terms.Of(text, MaxPassageTerms);

    private List<int> Ranked(IReadOnlyList<string> question)
    {
        var known = question.Where(weights.ContainsKey).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        // One connection is not for two threads at once; a search takes well under a millisecond.
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = RankedSearch;
            command.Parameters.AddWithValue("$query", ToMatch(known));
            command.Parameters.AddWithValue("$limit", Candidates);
            using var reader = command.ExecuteReader();
            var found = new List<int>();
            while (reader.Read())
            {
                found.Add((int)reader.GetInt64(0));
            }

            return found;
        }
    }

    /// <summary>Quoted, a term is never an operator of FTS5's query language, and terms hold no quotes.</summary>
    private static string ToMatch(IEnumerable<string> terms) => string.Join(" OR ", terms.Select(term => $"\"{term}\""));

    private void Fill()
    {
        using var transaction = connection.BeginTransaction();
        using (var create = connection.CreateCommand())
        {
            create.CommandText = "create virtual table passages using fts5(title, heading, body, tokenize = 'unicode61 remove_diacritics 0')";
            create.ExecuteNonQuery();
        }

        foreach (var (index, passage) in passages.Index())
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into passages (rowid, title, heading, body) values ($rowid, $title, $heading, $body)";
            insert.Parameters.AddWithValue("$rowid", index);
            insert.Parameters.AddWithValue("$title", Joined(passage.PageTitle));
            insert.Parameters.AddWithValue("$heading", Joined(passage.Heading));
            insert.Parameters.AddWithValue("$body", Joined(passage.Text));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    // Stored as our own terms, so that the index and a question are taken apart alike.
    private static string Joined(string text) => string.Join(' ', TermsOf(text));
}
