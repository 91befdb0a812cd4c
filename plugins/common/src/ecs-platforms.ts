/**
 * Fargate and EC2, which Panka has itself: containers are tasks of ECS. Every other platform is a plugin's: it starts its jobs and
 * asks its containers itself, and keeps their logs and configuration files.
 */
export function runsOnEcs(platform: string): boolean {
  return platform === 'fargate' || platform === 'ec2';
}
