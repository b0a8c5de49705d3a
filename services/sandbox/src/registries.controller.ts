import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '@libs/platform';
import { Registries } from './registry/registries';

@Public()
@Controller('registries/:registry')
export class RegistriesController {
  constructor(private readonly registries: Registries) {}

  @Post('entries')
  @HttpCode(200)
  putEntries(@Param('registry') registry: string, @Body() body: unknown) {
    return this.registries.put(registry, body);
  }

  @Post('questions')
  @HttpCode(200)
  ask(@Param('registry') registry: string, @Body() body: unknown) {
    return this.registries.ask(registry, body);
  }

  @Post('silences')
  @HttpCode(200)
  silence(@Param('registry') registry: string, @Body() body: unknown) {
    return this.registries.silence(registry, body);
  }
}
