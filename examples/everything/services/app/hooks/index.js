exports.handler = async (event) => ({ received: event.Records?.length ?? 0 });
