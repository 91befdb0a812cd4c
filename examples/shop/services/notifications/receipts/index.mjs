export const handler = async (event) => {
  for (const record of event.Records ?? []) console.log('receipt', record.messageId);
};
