variable "bucket" {
  description = "Name of the S3 bucket for state and history."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "Buckets have 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "table" {
  description = "Name of the DynamoDB table for locks."
  type        = string
  default     = "panka-state-locks"
}

variable "kms_key_arn" {
  description = "KMS key for the state. Without it S3 encrypts with a key of its own (SSE-S3)."
  type        = string
  default     = null
}

variable "prefix" {
  description = "Folder of the state in the bucket, without slashes at its ends."
  type        = string
  default     = ""
}

variable "version_days" {
  description = "Days that old versions of objects are kept."
  type        = number
  default     = 90
  validation {
    condition     = var.version_days >= 90
    error_message = "Panka promises a history of 90 days."
  }
}

variable "role_name" {
  description = "Name of the role that deploys; null makes none."
  type        = string
  default     = null
}

variable "role_trust_policy" {
  description = "Who may assume the role, as JSON: `panka iam trust github --repository owner/name --account 123456789012`. Null: the account."
  type        = string
  default     = null
}

variable "role_policies" {
  description = "Policies of the role besides state and locks, JSON by name: `panka iam policy --json` of each stack."
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "Tags of everything that is made."
  type        = map(string)
  default     = {}
}
