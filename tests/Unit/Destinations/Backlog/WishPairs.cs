using Router.Requests;

namespace Router.Unit.Destinations.Backlog;

/// <summary>Pairs of wishes, "title | text" one per line, two lines per pair.</summary>
internal static class WishPairs
{
    private const string SamePairs = """
        Wildcard redirects in the health app | Can the health app do wildcard routes? We moved a whole section and page to page redirects are too many.
        Redirects with a wildcard | It would be great if redirects could use a pattern such as /blog/* instead of one line per page.

        Bulk delete in the media library | We have thousands of old images and deleting them one by one takes days.
        Please let us delete many images at once | In the media library I can only remove a single picture. Deleting several images in bulk would save us hours.

        Export content to CSV | Our editors need a CSV export of all content items of a model for review.
        Spreadsheet export of content items | Could you add an export of content items to Excel or CSV? We review them offline.

        Dark mode for the manager | Working late in the manager hurts my eyes. A dark theme would be lovely.
        Night mode | Is a dark mode planned for the editor?

        Schedule unpublishing | We can schedule publishing but we also want to schedule when an item is unpublished.
        Scheduled unpublish date for items | It would help to set a date at which an item gets unpublished automatically.

        Two-factor authentication by SMS | Some of our users have no authenticator app, an SMS code as second factor would help.
        SMS as a second factor | Can you support SMS codes for 2FA? Not everyone can install an authenticator.

        SAML single sign-on | Our IT requires SSO through Okta with SAML for all tools.
        SSO with Okta | We would like single sign-on by SAML for our team.

        Webhook when an item is published | We need a webhook fired on publish so that our search index is updated.
        Publish webhook | Is there a way to call our endpoint by webhook when content gets published?

        Compare two versions of an item | A side by side diff of two versions would help our editors see what changed.
        Diff between versions | Please show the differences between versions of an item, side by side.

        Custom roles | The fixed roles don't fit. We want to define our own role with permissions per content model.
        Define own roles and permissions | Could we create custom roles with permissions for each content model?

        Comments on content items | Reviewers want to leave comments on an item for the editor.
        Leave comments for editors in an item | It would be good if reviewers could comment on content items inside the manager.

        Approval workflow before publishing | Legal has to approve each page before it goes live.
        Approvals | We need an approval step: an item may only be published after legal has approved it.

        Folders in the media library | All files in one list is a mess; nested folders would help.
        Nested folders for media | Let us organise media files in folders and subfolders.

        Alt text required for images | For accessibility we want alt text to be mandatory on every image upload.
        Make image alt text mandatory | Can alt text be required when images are uploaded? Accessibility rules demand it.

        Copy an item to another instance | We run staging and production and want to copy content items between instances.
        Copying content between instances | A button that copies an item from our staging instance to the production instance would save much time.

        Autosave drafts | I lost an hour of writing when the browser crashed. Drafts should be saved automatically.
        Automatic saving of drafts | Could the editor autosave a draft every minute?

        Sort items by custom field | The item list can only be sorted by date; we need to sort by our own fields.
        Sorting the item list by any field | Please let us order the list of items by a field of the model.

        Rate limit per token | One integration eats up the whole rate limit. A limit for each API token would isolate them.
        Separate rate limits for API tokens | Can you give every API token its own rate limit?

        GraphQL endpoint | Our front end team works with GraphQL and would like to query content that way.
        Query content with GraphQL | Is a GraphQL endpoint on the road map? REST needs too many calls for our front end.

        Invoices by mail | Our bookkeeping would like to receive the invoice by e-mail every month.
        Send the monthly invoice by email | Please mail invoices to our accounting address each month automatically.

        Translate content per language | We want to compare and translate pages into other languages beside each other.
        Side by side translation of pages | An editor that shows two languages beside each other would help to translate pages.

        Webp conversion of images | Please convert uploaded images to webp automatically.
        Automatic WebP images | Uploaded pictures should be converted to WebP on the fly.
        """;

    private const string DifferentPairs = """
        Bulk delete in the media library | We have thousands of old images and deleting them one by one takes days.
        Folders in the media library | All files in one list is a mess; nested folders would help.

        Bulk delete in the media library | We have thousands of old images and deleting them one by one takes days.
        Replace an image in the media library | When a logo changes I want to replace the file and keep its address.

        Wildcard redirects in the health app | Can the health app do wildcard routes?
        Import redirects in the health app from a spreadsheet | We have 800 redirects in Excel and typing them is too much.

        Export content to CSV | Our editors need a CSV export of all content items of a model.
        Import content from CSV | We want to import product data from CSV files every week.

        Export users of an account | Audit asks for a list of all users with their roles.
        Export invoices of an account | Bookkeeping asks for all invoices of the year in one file.

        Webhook when an item is published | We need a webhook fired on publish.
        Webhook when a user is invited | Our directory must hear by webhook of each invitation.

        Custom roles | We want to define our own role with permissions per content model.
        Time-limited roles | A freelancer should lose his role automatically after a month.

        Dark mode for the manager | A dark theme would be lovely.
        Larger fonts in the manager | I can hardly read the small letters in the manager interface.

        Schedule unpublishing | We want to schedule when an item is unpublished.
        Calendar of scheduled items | A calendar view with everything that is going to be published this month.

        Two-factor authentication by SMS | An SMS code as second factor would help.
        Force two-factor authentication for all team members | As account owner I want to require that everybody turns it on.

        GraphQL endpoint | Our front end team would like to query content by GraphQL.
        SDK for Python | We query content from Python scripts and would like an official SDK.

        Rate limit per token | A limit for each API token would isolate integrations.
        Tokens that expire | API tokens should have an expiry date for security.

        Sort items by custom field | We need to sort the item list by our own fields.
        Filter items by author | The item list should show only the items of one author.

        Comments on content items | Reviewers want to leave comments on an item.
        Lock an item while somebody edits it | Two editors overwrote each other's work on the same item.

        Compare two versions of an item | A side by side diff of two versions would help.
        Delete old versions of an item | Old versions of an item pile up and slow down the list.

        Autosave drafts | Drafts should be saved automatically.
        Share a draft by link | We want to send a draft to somebody without an account for a look.

        Invoices by mail | Our bookkeeping would like to receive the invoice by e-mail.
        Pay the invoice by credit card | We can only pay by bank transfer today.

        Block countries in the firewall | We want to block visitors from certain countries.
        Firewall log download | We would like to see and download what the firewall has blocked.

        Allow list of IP addresses in the firewall | Our office IP addresses must never be blocked by the firewall.
        Block AI crawlers in the firewall | Bots that train models should be kept out by their user agent.

        Preview on mobile sizes | The preview should show the page in the width of a phone.
        Share the preview with a password | Customers without login should see the preview when they have a password.

        Copy an item to another instance | We want to copy content items between instances.
        Move a whole instance to another account | We sold a site and want to move the instance to the buyer's account.

        Alt text required for images | We want alt text to be mandatory on every image.
        Focal point for images | When images are cropped, the face should stay visible.

        Feature request | Please add a spell checker for Dutch to the editor.
        Feature request | Please add keyboard shortcuts for publishing to the editor.

        A question | Could the live site serve brotli compressed files?
        A question | Could the live site show a maintenance page while we rebuild?
        """;

    public static IReadOnlyList<(BacklogItem One, BacklogItem Other)> Same { get; } = Read(SamePairs, "same");

    public static IReadOnlyList<(BacklogItem One, BacklogItem Other)> Different { get; } = Read(DifferentPairs, "different");

    private static List<(BacklogItem One, BacklogItem Other)> Read(string pairs, string name) =>
        [.. pairs.Split("\n\n").Index().Select(pair => pair.Item.Split('\n', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var one, var other] => (ToItem(one, $"{name}-{pair.Index:D2}-one"), ToItem(other, $"{name}-{pair.Index:D2}-other")),
            var lines => throw new InvalidOperationException($"Pair {pair.Index} has {lines.Length} lines."),
        })];

    private static BacklogItem ToItem(string line, string id)
    {
        var parts = line.Split(" | ");
        return new BacklogItem(id, parts[0], parts[1], "manager-ui", "sasha", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
    }
}
