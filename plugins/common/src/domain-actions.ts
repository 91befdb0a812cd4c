/** Certificates of ACM: request, delete and read. */
export const CERTIFICATE_ACTIONS: readonly string[] = [
  'acm:AddTagsToCertificate',
  'acm:DeleteCertificate',
  'acm:DescribeCertificate',
  'acm:ListTagsForCertificate',
  'acm:RemoveTagsFromCertificate',
  'acm:RequestCertificate',
];

/** Records in hosted zones, which are looked up by name. */
export const DNS_RECORD_ACTIONS: readonly string[] = [
  'route53:ChangeResourceRecordSets',
  'route53:GetChange',
  'route53:GetHostedZone',
  'route53:ListHostedZones',
  'route53:ListHostedZonesByName',
  'route53:ListResourceRecordSets',
  'route53:ListTagsForResource',
];
