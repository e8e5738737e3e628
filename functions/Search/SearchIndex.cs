using Microsoft.Data.Sqlite;
using Router.Storage;

namespace Router.Search;

/// <summary>All messages in SQLite's FTS5, in memory. Safe for several threads.</summary>
internal sealed class SearchIndex : IDisposable
{
    /// <summary>How many messages are ranked; who finds more has to say more.</summary>
    public const int MostFound = 1_000;

    // The subject says what it is about.
    private const string ByRank = "select rowid, bm25(words, 4.0, 2.0, 1.0) as rank from words where words match $query order by rank limit $limit";
    private const string ByTime = "select words.rowid, 0 as rank from words join messages on messages.rowid = words.rowid where words match $query order by messages.at desc limit $limit";

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;

    public SearchIndex()
    {
        SQLitePCL.Batteries_V2.Init();
        connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run("create table messages (rowid integer primary key, key text not null unique, etag text not null, request text not null, at integer not null, subject text not null, text text not null)");
        Run("create virtual table words using fts5(subject, people, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')");
    }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return (int)(long)Command("select count(*) from messages").ExecuteScalar()!;
            }
        }
    }

    /// <summary>Adds what is new and replaces what has changed.</summary>
    public void Put(IReadOnlyList<SearchDocument> documents)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            foreach (var document in documents)
            {
                PutOne(document);
            }

            transaction.Commit();
        }
    }

    /// <summary>Requests with a message that matches, each once with its best.</summary>
    public IReadOnlyList<SearchHit> Find(SearchQuery query, bool newestFirst)
    {
        if (query.Terms.Count == 0)
        {
            return [];
        }

        lock (gate)
        {
            using var command = Command(
                $"select messages.request, messages.at, messages.subject, messages.text from ({(newestFirst ? ByTime : ByRank)}) as found join messages on messages.rowid = found.rowid order by found.rank, messages.at desc",
                ("$query", query.ToMatch()),
                ("$limit", MostFound));
            using var reader = command.ExecuteReader();
            var found = new OrderedDictionary<string, SearchHit>();
            while (reader.Read())
            {
                found.TryAdd(reader.GetString(0), new SearchHit(reader.GetString(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetString(2), reader.GetString(3)));
            }

            return [.. found.Values];
        }
    }

    public void Dispose() => connection.Dispose();

    private void PutOne(SearchDocument document)
    {
        using (var find = Command("select rowid, etag from messages where key = $key", ("$key", document.Key)))
        using (var stored = find.ExecuteReader())
        {
            if (stored.Read())
            {
                if (stored.GetString(1) == document.ETag)
                {
                    return;
                }

                var old = stored.GetInt64(0);
                Run("delete from words where rowid = $row", ("$row", old));
                Run("delete from messages where rowid = $row", ("$row", old));
            }
        }

        Run(
            "insert into messages (key, etag, request, at, subject, text) values ($key, $etag, $request, $at, $subject, $text)",
            ("$key", document.Key),
            ("$etag", document.ETag),
            ("$request", document.RequestId),
            ("$at", document.At.UtcTicks),
            ("$subject", document.Subject),
            ("$text", document.Text));
        Run(
            "insert into words (rowid, subject, people, text) values (last_insert_rowid(), $subject, $people, $text)",
            ("$subject", SearchWords.Spaced(document.Subject)),
            ("$people", SearchWords.Spaced(document.People)),
            ("$text", SearchWords.Spaced(document.Text)));
    }

    private void Run(string statement, params (string Name, object Value)[] values)
    {
        using var command = Command(statement, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string statement, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}

/// <param name="At">When the message came or was written.</param>
/// <param name="Text">Of the message that matches.</param>
internal sealed record SearchHit(string RequestId, DateTimeOffset At, string Subject, string Text);
