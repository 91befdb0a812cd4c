import { expect } from 'chai';
import { writeAdvice } from '../../../src/core/state/write-advice.js';

describe('writeAdvice', () => {
  const advice = (code: string, syscall: string) =>
    writeAdvice('/state', Object.assign(new Error(code), { code, syscall })).join();

  it('tells a full disk, a file system without hard links, and a missing permission apart', () => {
    expect(advice('ENOSPC', 'write')).to.include('df -h "/state"');
    expect(advice('EPERM', 'link')).to.include('hard links');
    expect(advice('EACCES', 'link')).to.include('chmod');
    expect(advice('EROFS', 'open')).to.include('another folder');
    expect(writeAdvice('/state', 'odd').join()).to.include('chmod');
  });
});
