using Router.Triage;
using Router.Triage.Reading;

namespace Router.Unit.Triage;

public sealed class UrgentMattersTests
{
    [Theory]
    [InlineData("I found a way to see other customers' invoices by changing the id in the address.", nameof(UrgentMatter.Security))]
    [InlineData("We are security researchers and would like to report a remote code execution.", nameof(UrgentMatter.Security))]
    [InlineData("Ich möchte eine Schwachstelle melden.", nameof(UrgentMatter.Security))]
    [InlineData("J'ai trouvé une faille dans votre site.", nameof(UrgentMatter.Security))]
    [InlineData("貴社サイトの脆弱性を発見しました。", nameof(UrgentMatter.Security))]
    [InlineData("Your API keys are visible in the page's source.", nameof(UrgentMatter.Security))]
    [InlineData("This is a DMCA notice.", nameof(UrgentMatter.Legal))]
    [InlineData("Our lawyers will contact you about the contract.", nameof(UrgentMatter.Legal))]
    [InlineData("Je vous adresse une mise en demeure.", nameof(UrgentMatter.Legal))]
    [InlineData("Ich habe meinen Rechtsanwalt eingeschaltet.", nameof(UrgentMatter.Legal))]
    [InlineData("该图片侵犯了我们的著作权", nameof(UrgentMatter.Legal))]
    [InlineData("I would like a copy of all my personal data.", nameof(UrgentMatter.PersonalData))]
    [InlineData("Under the GDPR I withdraw my consent.", nameof(UrgentMatter.PersonalData))]
    [InlineData("Bitte löschen Sie alle meine Daten.", nameof(UrgentMatter.PersonalData))]
    [InlineData("Solicito el derecho de supresión.", nameof(UrgentMatter.PersonalData))]
    [InlineData("请删除我的个人信息", nameof(UrgentMatter.PersonalData))]
    public void Find_Matter_Recognised(string text, string matter) =>
        Assert.Equal(Enum.Parse<UrgentMatter>(matter), UrgentMatters.Find(OwnWords.Read("", text)));

    [Theory]
    [InlineData("How do I delete a customer?")]
    [InlineData("The copyright line in the footer is wrong.")]
    [InlineData("Where do I find your security policy?")]
    [InlineData("Is your product GDPR compliant?")]
    [InlineData("I forgot my password and can't log in.")]
    [InlineData("Please add an export of the data.")]
    [InlineData("The button to delete old data does nothing.")]
    [InlineData("Wie lösche ich einen Kunden?")]
    public void Find_OrdinaryMessage_None(string text) => Assert.Null(UrgentMatters.Find(OwnWords.Read("", text)));
}
