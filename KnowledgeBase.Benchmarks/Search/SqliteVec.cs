using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Benchmarks.Search;

/// <summary>The peer: sqlite-vec's vec0 tables (npm's prebuilt extension), over the same vectors, in a file of its own.</summary>
internal sealed class SqliteVec : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kb-vec0-{Guid.NewGuid():N}.db");
    private readonly SqliteConnection _connection;
    private readonly string _value;

    /// <param name="folder">Where `npm install sqlite-vec-linux-x64` was run.</param>
    /// <param name="type">float or int8.</param>
    public SqliteVec(string folder, string type, IReadOnlyList<float[]> vectors)
    {
        _value = type == "int8" ? "vec_quantize_int8($vector, 'unit')" : "$vector";
        _connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        _connection.Open();
        _connection.EnableExtensions();
        _connection.LoadExtension(Path.Combine(Path.GetFullPath(folder), "node_modules", "sqlite-vec-linux-x64", "vec0"));
        var dimensions = vectors[0].Length.ToString(CultureInfo.InvariantCulture);
        Execute($"create virtual table v using vec0(id integer primary key, e {type}[{dimensions}] distance_metric=cosine)");
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.CommandText = $"insert into v (id, e) values ($id, {_value})";
        var (id, vector) = (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$vector", SqliteType.Blob));
        for (var i = 0; i < vectors.Count; i++)
        {
            (id.Value, vector.Value) = (i + 1, Bytes(vectors[i]));
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Median milliseconds of a query, and the numbers that each found.</summary>
    public (double Milliseconds, List<HashSet<long>> Found) Run(IReadOnlyList<float[]> queries)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"select id from v where e match {_value} and k = 10";
        var parameter = command.Parameters.Add("$vector", SqliteType.Blob);
        var times = new List<double>();
        var found = new List<HashSet<long>>();
        foreach (var query in queries)
        {
            parameter.Value = Bytes(query);
            var started = Stopwatch.GetTimestamp();
            using var reader = command.ExecuteReader();
            var ids = new HashSet<long>();
            while (reader.Read())
            {
                ids.Add(reader.GetInt64(0));
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            found.Add(ids);
        }

        return (times.Order().ElementAt(times.Count / 2), found);
    }

    public void Dispose()
    {
        _connection.Dispose();
        File.Delete(_path);
    }

    private static byte[] Bytes(float[] vector) => MemoryMarshal.AsBytes<float>(vector).ToArray();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
