export const handler = async (event) => {
  for (const record of event.Records ?? []) console.log('resize', record.s3?.object?.key);
};
