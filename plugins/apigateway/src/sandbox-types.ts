export const API = 'aws:apigatewayv2/api:Api';
export const STAGE = 'aws:apigatewayv2/stage:Stage';
export const ROUTE = 'aws:apigatewayv2/route:Route';
export const INTEGRATION = 'aws:apigatewayv2/integration:Integration';
export const AUTHORIZER = 'aws:apigatewayv2/authorizer:Authorizer';
export const VPC_LINK = 'aws:apigatewayv2/vpcLink:VpcLink';
export const DOMAIN = 'aws:apigatewayv2/domainName:DomainName';
export const MAPPING = 'aws:apigatewayv2/apiMapping:ApiMapping';
