namespace Router.Triggers.Http;

/// <summary>What is sent to a form's address: a post, or a browser's question whether another site's script may post.</summary>
public sealed class FormPosts
{
    private readonly FormSubmission submission;

    internal FormPosts(FormSubmission submission) => this.submission = submission;

    internal Task<IResult> ReceiveAsync(string form, HttpContext context) =>
        HttpMethods.IsOptions(context.Request.Method) ? Task.FromResult(submission.Preflight(form, context)) : submission.ReceiveAsync(form, context);
}
