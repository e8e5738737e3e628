using AspNetCoreGeneratedDocument;
using RazorSlices;
using Router.Pages.Audit;
using Router.Pages.Board;
using Router.Pages.Bugs;
using Router.Pages.DeadLetters;
using Router.Pages.Docs;
using Router.Pages.Errors;
using Router.Pages.Forms;
using Router.Pages.Frame;
using Router.Pages.Models;
using Router.Pages.Outbox;
using Router.Pages.Refused;
using Router.Pages.Requests;
using Router.Pages.Search;
using Router.Pages.Status;
using Router.Pages.Subscribers;
using Router.Pages.Teams;

namespace Router.Pages;

/// <summary>The templates by name, with their models. The package's generator would write public types for it, and our models are internal.</summary>
internal static class Slices
{
    public static RazorSlice Board(BoardPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Board_BoardPage { Model = model });

    public static RazorSlice RequestList(RequestListModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_RequestListPage { Model = model });

    public static RazorSlice Request(RequestPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_RequestPage { Model = model });

    public static RazorSlice Search(SearchPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Search_SearchPage { Model = model });

    public static RazorSlice WholeMail(WholeMailPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_WholeMailPage { Model = model });

    public static RazorSlice Decision(DecisionFormModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_DecisionForm { Model = model });

    public static RazorSlice Composer(ComposerModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_ComposerForm { Model = model });

    public static RazorSlice Correction(DecisionFormModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_CorrectionForm { Model = model });

    public static RazorSlice SeverityAndComponent(DecisionFormModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_SeverityAndComponent { Model = model });

    public static RazorSlice Model(ModelPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Models_ModelPage { Model = model });

    public static RazorSlice Replay(string requestId) => RazorSliceFactory.Create(requestId, static model => new Pages_Requests_ReplayForm { Model = model });

    public static RazorSlice Belief(BeliefFormModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_BeliefForm { Model = model });

    public static RazorSlice Unclear(UnclearModel model) => RazorSliceFactory.Create(model, static model => new Pages_Requests_UnclearPage { Model = model });

    public static RazorSlice DeadLetters(DeadLettersPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_DeadLetters_DeadLettersPage { Model = model });

    public static RazorSlice Subscribers(SubscribersPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Subscribers_SubscribersPage { Model = model });

    public static RazorSlice Bugs(BugsPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Bugs_BugsPage { Model = model });

    public static RazorSlice Outbox(OutboxPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Outbox_OutboxPage { Model = model });

    public static RazorSlice Mail(MailPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Outbox_MailPage { Model = model });

    public static RazorSlice Team(TeamPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Teams_TeamPage { Model = model });

    public static RazorSlice Contents(ContentsModel model) => RazorSliceFactory.Create(model, static model => new Pages_Frame_ContentsPage { Model = model });

    public static RazorSlice Form(FormPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Forms_FormPage { Model = model });

    public static RazorSlice Field(FieldView model) => RazorSliceFactory.Create(model, static model => new Pages_Forms_FormFieldPart { Model = model });

    public static RazorSlice FieldNotes(FieldView model) => RazorSliceFactory.Create(model, static model => new Pages_Forms_FormFieldNotes { Model = model });

    public static RazorSlice Thanks(ThanksPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Forms_ThanksPage { Model = model });

    public static RazorSlice Status(StatusPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Status_StatusPage { Model = model });

    public static RazorSlice Docs(DocsPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Docs_DocsPage { Model = model });

    public static RazorSlice Audit(AuditPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Audit_AuditPage { Model = model });

    public static RazorSlice Refused(RefusedPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Refused_RefusedPage { Model = model });

    public static RazorSlice Error(ErrorPageModel model) => RazorSliceFactory.Create(model, static model => new Pages_Errors_ErrorPage { Model = model });
}
