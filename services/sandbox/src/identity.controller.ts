import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Public } from '@libs/platform';
import { IdentityBase } from './identity/identity-base';

@Public()
@Controller('identity')
export class IdentityController {
  constructor(private readonly identity: IdentityBase) {}

  @Post('people')
  @HttpCode(200)
  putPeople(@Body() body: unknown) {
    return this.identity.put(body);
  }

  @Post('checks')
  @HttpCode(200)
  check(@Body() body: unknown) {
    return this.identity.check(body);
  }

  @Post('silences')
  @HttpCode(200)
  silence(@Body() body: unknown) {
    return this.identity.silence(body);
  }
}
