namespace Router.Broker.Filters;

using Condition = Func<FilterableProperties, bool?>;
using Operand = Func<FilterableProperties, object?>;

/// <summary>Recursive descent: OR, AND, NOT, then one comparison, IN, LIKE, IS NULL or EXISTS. Actions are SET and REMOVE.</summary>
internal sealed class SqlParser(string expression, IReadOnlyDictionary<string, object> parameters)
{
    private const int Deepest = 100;
    private static readonly string[] Reserved = ["and", "or", "not", "in", "like", "is", "null", "escape", "exists", "true", "false"];
    private readonly List<SqlToken> tokens = SqlTokens.Read(expression);
    private int at;
    private int depth;

    private SqlToken Current => tokens[at];

    public Condition Parse()
    {
        var condition = Or();
        return Current.Kind == SqlTokenKind.End ? condition : throw Unexpected();
    }

    public IReadOnlyList<SqlEdit> ParseAction()
    {
        var edits = new List<SqlEdit>();
        do
        {
            if (Current.Kind == SqlTokenKind.End && edits.Count > 0)
                break;
            edits.Add(Edit());
        }
        while (Take(";"));
        return Current.Kind == SqlTokenKind.End ? edits : throw Unexpected();
    }

    private SqlEdit Edit()
    {
        var removes = Take("remove");
        if (!removes)
            Expect("set");
        var (name, system) = Property();
        if (removes)
            return new SqlEdit(name, system, null);
        Expect("=");
        return new SqlEdit(name, system, Value());
    }

    private Condition Or()
    {
        var all = new List<Condition> { And() };
        while (Take("or"))
            all.Add(And());
        return message => Any(all, message);
    }

    private Condition And()
    {
        var all = new List<Condition> { Not() };
        while (Take("and"))
            all.Add(Not());
        // De Morgan, which holds with three values too.
        return message => !Any(all.Select(condition => (Condition)(inner => !condition(inner))), message);
    }

    private Condition Not()
    {
        if (++depth > Deepest)
            throw new FormatException("it is nested too deeply");
        try
        {
            if (Take("not"))
            {
                var negated = Not();
                return message => !negated(message);
            }

            return Predicate();
        }
        finally
        {
            depth--;
        }
    }

    private Condition Predicate()
    {
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (Take("exists"))
        {
            Expect("(");
            var (name, system) = Property();
            Expect(")");
            return message => (system ? message.System : message.Application).ContainsKey(name);
        }

        var left = Value();
        if (Take("is"))
        {
            var present = Take("not");
            Expect("null");
            return message => left(message) is null != present;
        }

        var negated = Take("not");
        var condition = Take("in") ? In(left) : Take("like") ? Like(left) : negated ? throw Unexpected() : Comparison(left);
        return negated ? message => !condition(message) : condition;
    }

    private Condition Comparison(Operand left)
    {
        var sign = Current;
        Func<int, bool> holds = sign.Kind == SqlTokenKind.Sign ? sign.Text switch
        {
            "=" => order => order == 0,
            "<>" or "!=" => order => order != 0,
            "<" => order => order < 0,
            "<=" => order => order <= 0,
            ">" => order => order > 0,
            ">=" => order => order >= 0,
            _ => throw Unexpected(),
        } : throw Unexpected();
        at++;
        var right = Value();
        return message => SqlValues.Compare(left(message), right(message)) is { } order ? holds(order) : null;
    }

    private Condition In(Operand left)
    {
        Expect("(");
        var choices = new List<Condition>();
        do
        {
            var choice = Value();
            choices.Add(message => SqlValues.Compare(left(message), choice(message)) is { } order ? order == 0 : null);
        }
        while (Take(","));
        Expect(")");
        return message => Any(choices, message);
    }

    private Condition Like(Operand left)
    {
        var pattern = Text();
        char? escape = null;
        if (Take("escape"))
            escape = Text() is { Length: 1 } one ? one[0] : throw new FormatException("ESCAPE takes one character");
        return message => left(message) is string text ? SqlValues.IsLike(text, pattern, escape) : null;
    }

    private Operand Value()
    {
        var literal = Current;
        if (literal.Kind is SqlTokenKind.Text or SqlTokenKind.Number)
        {
            at++;
            return _ => literal.Value;
        }

        if (literal.Kind == SqlTokenKind.Parameter)
        {
            at++;
            return parameters.TryGetValue(literal.Text, out var given) ? _ => given : throw new FormatException($"{literal.Text} has no value");
        }

        if (Take("true"))
            return static _ => true;
        if (Take("false"))
            return static _ => false;
        if (Take("null"))
            return static _ => null;
        var (name, system) = Property();
        return message => (system ? message.System : message.Application).GetValueOrDefault(name);
    }

    private (string Name, bool System) Property()
    {
        var scope = Name();
        if (!Take("."))
            return (scope, false);
        var name = Name();
        if (string.Equals(scope, "user", StringComparison.OrdinalIgnoreCase))
            return (name, false);
        if (!string.Equals(scope, "sys", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"there is no scope {scope}");
        return FilterableProperties.SystemNames.Contains(name) ? (name, true) : throw new FormatException($"sys.{name} is not supported");
    }

    private string Name()
    {
        if (Current.Kind != SqlTokenKind.Name && (Current.Kind != SqlTokenKind.Word || Reserved.Contains(Current.Text, StringComparer.OrdinalIgnoreCase)))
            throw Unexpected();
        return tokens[at++].Text;
    }

    private string Text() => Current.Kind == SqlTokenKind.Text ? tokens[at++].Text : throw Unexpected();

    private bool Take(string word)
    {
        if (!Current.Is(word))
            return false;
        at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
            throw new FormatException($"{word.ToUpperInvariant()} is expected, not {Current.Text}");
    }

    private FormatException Unexpected() => new($"{Current.Text} is not supported there");

    private static bool? Any(IEnumerable<Condition> conditions, FilterableProperties message)
    {
        bool? result = false;
        foreach (var condition in conditions)
        {
            var one = condition(message);
            if (one == true)
                return true;
            result = one is null ? null : result;
        }

        return result;
    }
}
