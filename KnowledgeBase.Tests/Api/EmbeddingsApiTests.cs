using System.Net;
using System.Net.Http.Headers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Tests.Reliability;

namespace KnowledgeBase.Tests.Api;

/// <summary>What a program may send to /v1/embeddings, and what it hears when it may not.</summary>
public sealed class EmbeddingsApiTests : IClassFixture<RunningApplication>, IDisposable
{
    private readonly HttpClient _http;

    public EmbeddingsApiTests(RunningApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        _http = new HttpClient { BaseAddress = application.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.Key);
    }

    [Theory]
    [InlineData("""{"input":"甲方"}""", 1)]
    [InlineData("""{"input":["甲方","乙方"]}""", 2)]
    [InlineData("""{"input":[5,6,7]}""", 1)]
    [InlineData("""{"input":[[5,6],[7],"甲方"]}""", 3)]
    [InlineData("""{"input":["甲方"],"model":"Qwen3-Embedding-4B","user":"u","input_type":"query","instruction":"用于客服意图识别：","encoding_format":"float"}""", 1)]
    public async Task TakesEveryFormOfInput(string body, int vectors)
    {
        var answer = await PostAsync(body, HttpStatusCode.OK);
        Assert.Equal(vectors, answer.GetProperty("data").GetArrayLength());
        Assert.Equal(Enumerable.Range(0, vectors), answer.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.True(answer.GetProperty("usage").GetProperty("total_tokens").GetInt32() >= vectors);
    }

    [Fact]
    public async Task GivesTheSameNumbersInBase64()
    {
        var floats = (await PostAsync("""{"input":"违约金"}""", HttpStatusCode.OK)).GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var bytes = (await PostAsync("""{"input":"违约金","encoding_format":"base64"}""", HttpStatusCode.OK)).GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(floats, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task AnInstructionIsPutBeforeTheInputExactlyAsItIs()
    {
        var before = await VectorAsync("""{"input":"钱能退吗","instruction":"用于客服意图识别："}""");
        var whole = await VectorAsync("""{"input":"用于客服意图识别：钱能退吗"}""");
        var without = await VectorAsync("""{"input":"钱能退吗"}""");
        Assert.True(TensorPrimitives.CosineSimilarity<float>(before, whole) > 0.9999f);
        Assert.True(TensorPrimitives.CosineSimilarity<float>(before, without) < 0.9999f);
    }

    [Theory]
    [InlineData("""{"input":""}""", "input_invalid", "input")]
    [InlineData("""{"input":[]}""", "input_invalid", "input")]
    [InlineData("""{"input":["a",""]}""", "input_invalid", "input")]
    [InlineData("""{"input":[[]]}""", "input_invalid", "input")]
    [InlineData("""{"input":[1.5]}""", "input_invalid", "input")]
    [InlineData("""{"input":{"text":"a"}}""", "input_invalid", "input")]
    [InlineData("""{"input":[99999999]}""", "token_unknown", "input")]
    [InlineData("""{"input":"a","dimensions":31}""", "dimensions_invalid", "dimensions")]
    [InlineData("""{"input":"a","dimensions":100000}""", "dimensions_invalid", "dimensions")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format_invalid", "encoding_format")]
    [InlineData("""{"input":"a","input_type":"poem"}""", "input_type_invalid", "input_type")]
    public async Task SaysWhatIsWrongInOpenAisForm(string body, string code, string param)
    {
        var error = (await PostAsync(body, HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal((code, param, "invalid_request_error"), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString(), error.GetProperty("type").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task GivesTheCountsOfWhatIsTooLongOrCutsItWhenAsked()
    {
        var text = string.Concat(Enumerable.Repeat("甲方应当在收到货物之日起三十日内付款。", 2000));
        var error = (await PostAsync(JsonSerializer.Serialize(new { input = new[] { "short", text } }), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
        Assert.Matches(@"Input 1 has \d+ tokens; the model takes \d+", error.GetProperty("message").GetString()!);
        var cut = (await PostAsync(JsonSerializer.Serialize(new { input = new[] { "short", text }, truncate = true }), HttpStatusCode.OK)).GetProperty("data");
        Assert.False(cut[0].TryGetProperty("truncated", out _));
        Assert.True(cut[1].GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task RefusesTenThousandInputsAndGoesOn()
    {
        var error = (await PostAsync(JsonSerializer.Serialize(new { input = Enumerable.Repeat("a", 10_000) }), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal("input_invalid", error.GetProperty("code").GetString());
        await PostAsync("""{"input":"a"}""", HttpStatusCode.OK);
    }

    [Fact]
    public async Task ReadsATextAsPythonsRequestsSendsIt()
    {
        // json= escapes all that is not ASCII, and names no encoding.
        var escaped = await VectorAsync("""{"model": "Qwen3-Embedding-4B", "input": ["\u7528\u4e8e\u5ba2\u670d\u610f\u56fe\u8bc6\u522b\uff1a\u94b1\u80fd\u9000\u5417"]}""");
        var plain = await VectorAsync("""{"input":"用于客服意图识别：钱能退吗"}""");
        Assert.True(TensorPrimitives.CosineSimilarity<float>(escaped, plain) > 0.9999f);
    }

    [Fact]
    public async Task RefusesTooLargeABodyInOpenAisForm()
    {
        // Asked first whether it may send, as curl asks: otherwise the answer can come while it still sends.
        _http.DefaultRequestHeaders.ExpectContinue = true;
        var error = (await PostAsync(JsonSerializer.Serialize(new { input = new string('a', 9 << 20) }), HttpStatusCode.RequestEntityTooLarge)).GetProperty("error");
        Assert.Equal(("upload_too_large", "invalid_request_error"), (error.GetProperty("code").GetString(), error.GetProperty("type").GetString()));
        await PostAsync("""{"input":"a"}""", HttpStatusCode.OK);
    }

    [Fact]
    public async Task TheTokensOfAnArrayAreOneInput()
    {
        var answer = await PostAsync(JsonSerializer.Serialize(new { input = Enumerable.Range(5, 300) }), HttpStatusCode.OK);
        Assert.Equal(1, answer.GetProperty("data").GetArrayLength());
        Assert.InRange(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), 300, 302);
        var error = (await PostAsync(JsonSerializer.Serialize(new { input = Enumerable.Repeat(5, 10_000) }), HttpStatusCode.BadRequest)).GetProperty("error");
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
        Assert.Matches(@"has 1000\d tokens; the model takes \d+", error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task ServesManyCallersTogether()
    {
        var alone = await VectorAsync("""{"input":["问题7"]}""");
        var together = await Task.WhenAll(Enumerable.Range(0, 64).Select(index => VectorAsync($$"""{"input":["问题{{index}}"]}""")));
        Assert.True(TensorPrimitives.CosineSimilarity<float>(alone, together[7]) > 0.9999f);
    }

    public void Dispose() => _http.Dispose();

    private async Task<float[]> VectorAsync(string body) =>
        [.. (await PostAsync(body, HttpStatusCode.OK)).GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];

    private async Task<JsonElement> PostAsync(string body, HttpStatusCode expected)
    {
        using var answer = await _http.PostAsync("/v1/embeddings", new StringContent(body, Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
