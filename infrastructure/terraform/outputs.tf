output "bucket" {
  description = "Bucket of the state."
  value       = aws_s3_bucket.state.id
}

output "table" {
  description = "Table of the locks."
  value       = aws_dynamodb_table.locks.name
}

output "role_arn" {
  description = "Role that deploys, if one was asked for."
  value       = var.role_name == null ? null : aws_iam_role.execution[0].arn
}

output "init" {
  description = "What everybody of the team types once."
  value       = "panka init --region ${data.aws_region.current.name} --bucket ${aws_s3_bucket.state.id} --table ${aws_dynamodb_table.locks.name}"
}
