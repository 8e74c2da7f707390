// Written as a caller would write it: it compiles only while the generated client keeps these names and types.
import { Configuration, ModelsApi, PredictionsApi, type Problem, ResponseError, State } from "sluice-client";

const configuration = new Configuration({ basePath: "http://localhost:8080" });

export async function salaries(): Promise<number[]> {
  const answer = await new PredictionsApi(configuration).predictByOperation({
    operation: "predict_salary",
    predictRequest: {
      instances: [{ rank: "Prof", discipline: "B", years_since_phd: 19, years_of_service: 18, sex: "Male" }],
    },
  });
  return answer.predictions.map((prediction) => prediction.salary as number);
}

export async function species(): Promise<string> {
  const answer = await new PredictionsApi(configuration).predictOneByModel({
    model: "iris",
    fields: { sepal_length: "5.1", sepal_width: "3.5", petal_length: "1.4", petal_width: "0.2" },
    top: 1,
  });
  return answer.predictions[0].label as string;
}

export async function failures(model: string): Promise<string[]> {
  const { versions } = await new ModelsApi(configuration).listVersions({ model });
  return versions.filter((v) => v.state === State.Failed).map((v) => `${v.version}: ${v.reason ?? ""}`);
}

export async function wrongFields(error: ResponseError): Promise<string[]> {
  const problem: Problem = await error.response.json();
  return (problem.errors ?? []).map((e) => `${e.pointer} ${e.rule}`);
}
