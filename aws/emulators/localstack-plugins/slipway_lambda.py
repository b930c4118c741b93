"""Functions of a LocalStack without Docker. By itself it calls each of them failed, and then refuses to change it; with this
executor, at LocalStack's own extension point, they become active: they are created, changed, published and deleted, and nothing
ever runs them."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor


class NothingRuns(RuntimeExecutor):
    @classmethod
    def prepare_version(cls, function_version):
        pass

    @classmethod
    def cleanup_version(cls, function_version):
        pass

    def _refuse(self, *arguments):
        raise LambdaRuntimeException("nothing runs functions here")

    start = invoke = get_address = get_endpoint_from_executor = get_runtime_endpoint = _refuse

    def stop(self):
        pass

    def get_logs(self):
        return ""


class NothingRunsPlugin(RuntimeExecutorPlugin):
    name = "nothing-runs"

    def load(self, *arguments, **named):
        return NothingRuns
