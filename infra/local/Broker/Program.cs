using Router.Broker;

return await BrokerProgram.RunAsync(args);
