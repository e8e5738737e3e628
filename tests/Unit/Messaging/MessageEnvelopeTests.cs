using System.Text;
using Router.Messaging;

namespace Router.Unit.Messaging;

public sealed class MessageEnvelopeTests
{
    [Fact]
    public void Parse_WhatToBytesWrote_TheSame()
    {
        var envelope = new MessageEnvelope(MessageNames.DeliverMail, "0123", "reply", 3, "land.1");

        Assert.Equal(envelope, MessageEnvelope.Parse(envelope.ToBytes()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"TriageRequest\"")]
    [InlineData("{\"message\":\"TriageRequest\"}")]
    [InlineData("{\"message\":\"TriageRequest\",\"partition\":\"\"}")]
    [InlineData("{\"message\":\"TriageRequest\",\"partition\":\"a\\u0000b\"}")]
    [InlineData("{\"message\":\"TriageRequest\",\"partition\":\"ab\",\"mailKey\":\"\\n\"}")]
    [InlineData("{\"message\":\"TriageRequest\",\"partition\":7}")]
    [InlineData("{\"message\":\"TriageRequest\",\"partition\":\"ab\",\"attempt\":99999999999}")]
    public void Parse_NoMessageOfOurs_Null(string text) => Assert.Null(MessageEnvelope.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parse_KeyTooLong_Null() =>
        Assert.Null(MessageEnvelope.Parse(new MessageEnvelope(MessageNames.TriageRequest, new string('a', 1001)).ToBytes()));
}
