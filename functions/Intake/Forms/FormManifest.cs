using System.Text.Json;

namespace Router.Intake.Forms;

/// <summary>What is kept of a post with files: each field as it was sent, and of each file what it is called, its size and its hash. The files stand beside it.</summary>
internal static class FormManifest
{
    public static ReadOnlyMemory<byte> Write(FormPost post)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("fields");
            foreach (var field in post.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("value", field.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("files");
            foreach (var (index, file) in post.Files.Index())
            {
                json.WriteStartObject();
                json.WriteString("field", file.Field);
                json.WriteString("blob", $"{index:D3} {file.Attachment.Name}");
                json.WriteString("contentType", file.Attachment.ContentType);
                json.WriteNumber("length", file.Attachment.Length);
                json.WriteString("sha256", file.Hash);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
