using System.Runtime.Versioning;
using System.Text;
using Router.GraphStandIn.Folders;
using Router.GraphStandIn.Mails;

namespace Router.Contract.Mailbox;

[UnsupportedOSPlatform("windows")]
public sealed class FolderMailboxTests : IDisposable
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-mailbox-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sent_FolderAndFiles_OnlyTheirOwners(bool isThere)
    {
        var sent = Path.Combine(folder.FullName, "sent");
        if (isThere)
        {
            Directory.CreateDirectory(sent);
            File.SetUnixFileMode(sent, Owners | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        var store = new MailStore(TimeProvider.System);
        await using var mailbox = new FolderMailbox(folder.FullName, store, TimeProvider.System);
        mailbox.Start();
        store.Leave(store.Add(Encoding.ASCII.GetBytes("From: a@own.example\r\nTo: b@there.example\r\nSubject: x\r\n\r\nx\r\n"), MailStore.Drafts, isDraft: true));

        Assert.Equal(Owners | UnixFileMode.UserExecute, File.GetUnixFileMode(sent));
        Assert.Equal(Owners, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(sent))));
    }
}
