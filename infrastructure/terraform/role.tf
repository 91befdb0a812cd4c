# The role that deploys: reads and writes state and locks, and configures neither.
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

data "aws_iam_policy_document" "state" {
  statement {
    sid       = "StateBucket"
    actions   = ["s3:GetBucketVersioning", "s3:GetEncryptionConfiguration", "s3:ListBucket", "s3:ListBucketVersions"]
    resources = [aws_s3_bucket.state.arn]
  }
  statement {
    sid       = "StateObjects"
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.state.arn}/${local.folder}*"]
  }
  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      sid       = "StateKey"
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }
  statement {
    sid = "Locks"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.locks.arn]
  }
}

resource "aws_iam_role" "execution" {
  count                = var.role_name == null ? 0 : 1
  name                 = var.role_name
  description          = "Deploys stacks with panka"
  assume_role_policy   = coalesce(var.role_trust_policy, data.aws_iam_policy_document.trust.json)
  max_session_duration = 14400
  tags                 = local.tags
}

resource "aws_iam_role_policy" "state" {
  count  = var.role_name == null ? 0 : 1
  name   = "panka-state"
  role   = aws_iam_role.execution[0].id
  policy = data.aws_iam_policy_document.state.json
}

resource "aws_iam_role_policy" "stacks" {
  for_each = var.role_name == null ? {} : var.role_policies
  name     = each.key
  role     = aws_iam_role.execution[0].id
  policy   = each.value
}
